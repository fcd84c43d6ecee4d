// What Streamlit's page says by itself, in the language of the reader: the language of the document,
// and Streamlit's own words, which are English only and cannot be set. And links within a page.
"use strict";

const WORDS = {
  vi: {
    "Choose an option": "Chọn",
    "Choose options": "Chọn",
    "No options to select": "Không có gì để chọn",
    "No options": "Không có gì để chọn",
    "No results": "Không tìm thấy",
    "Select all": "Chọn tất cả",
    "Clear all": "Bỏ hết",
    "Clear value": "Bỏ giá trị",
    "Clear entry": "Xóa chữ đã gõ",
    "Selectbox options": "Các lựa chọn",
    "Multiselect options": "Các lựa chọn",
    "Selected values": "Các giá trị đã chọn",
    "Show suggestions": "Hiện các gợi ý",
    Open: "Mở",
    Close: "Đóng",
    Upload: "Chọn tệp",
    "Add files": "Thêm tệp",
    "file upload": "tải tệp lên",
    "Drag and drop a file here": "Kéo và thả tệp vào đây",
    "Drag and drop files here": "Kéo và thả các tệp vào đây",
    "Click to retry upload": "Bấm để tải lên lại",
    "File size is too small.": "Tệp quá nhỏ.",
    "Only one file is allowed.": "Chỉ nhận một tệp.",
    "Too many files": "Quá nhiều tệp",
    "Upload failed": "Tải lên không thành công",
    "Unexpected error. Please try again.": "Có lỗi ngoài dự kiến. Hãy thử lại.",
    "Network error": "Lỗi mạng",
    "Download failed": "Tải về không thành công",
    "Failed to generate file for download": "Không tạo được tệp. Xin thử lại, hoặc báo người quản trị.",
    "Invalid input.": "Giá trị không dùng được.",
    "Press Enter to apply": "Nhấn Enter để áp dụng",
    "Press Ctrl+Enter to apply": "Nhấn Ctrl+Enter để áp dụng",
    "Press ⌘+Enter to apply": "Nhấn ⌘+Enter để áp dụng",
    "Press Enter to submit form": "Nhấn Enter để giữ",
    "Press Ctrl+Enter to submit form": "Nhấn Ctrl+Enter để giữ",
    "Press ⌘+Enter to submit form": "Nhấn ⌘+Enter để giữ",
    Increment: "Tăng",
    Decrement: "Giảm",
    Dismiss: "Đóng",
    "Error:": "Lỗi:",
    "add icon": "Thêm",
    "info icon": "Lưu ý",
    Loading: "Đang tải",
    Add: "Thêm",
    Edit: "Sửa",
    Cancel: "Thôi",
    "Add row": "Thêm dòng",
    "Delete row(s)": "Xóa dòng",
    "Clear selection": "Bỏ chọn",
    "Select...": "Chọn…",
    "(index)": "(thứ tự dòng)",
    "No content": "Không có nội dung",
    "No data": "Không có số liệu",
    "Number is above the allowed range.": "Số lớn hơn mức cho phép.",
    "Number is below the allowed range.": "Số nhỏ hơn mức cho phép.",
    "Copy to clipboard": "Chép",
    Fullscreen: "Toàn màn hình",
    "Close fullscreen": "Thoát toàn màn hình",
    "Download as CSV": "Tải về CSV",
    "Show/hide columns": "Hiện, ẩn cột",
    Search: "Tìm",
    "Type to search": "Gõ để tìm",
    "Next Result": "Kết quả sau",
    "Previous Result": "Kết quả trước",
    "Close Search": "Đóng ô tìm",
    "Dataframe column menu": "Menu của cột",
    "Sort ascending": "Xếp tăng dần",
    "Sort descending": "Xếp giảm dần",
    "Autosize": "Tự chỉnh độ rộng",
    "Pin column": "Ghim cột",
    "Unpin column": "Bỏ ghim cột",
    "Hide column": "Ẩn cột",
    "Copy column name": "Chép tên cột",
    Statistics: "Thống kê",
    Empty: "Trống",
    Notifications: "Thông báo",
    "Main menu": "Menu chính",
    progress: "Đã đến",
    "Running...": "Đang xử lý…",
    Stop: "Dừng",
    Rerun: "Chạy lại",
    Print: "In",
    Settings: "Cài đặt",
    "Please wait...": "Xin chờ…",
    Connecting: "Đang kết nối",
    "(opens in new tab)": "(mở thẻ mới)",
    "Skip to main content": "Đến nội dung chính",
    "streamlit_folium.st_folium": "Bản đồ",
    "ui.meeting.scene_list.scene_order": "Thứ tự các cảnh",
  },
  en: {
    "streamlit_folium.st_folium": "Map",
    "ui.meeting.scene_list.scene_order": "Order of the scenes",
  },
};
const PATTERNS = {
  vi: [
    [/^([\d.]+)\s?([KMG]?B) per file$/, (_, size, unit) => `tối đa ${Number(size)}\u00a0${unit} mỗi tệp`],
    [/^File must be ([\d.]+)\s?([KMG]?B) or smaller\.$/,
      (_, size, unit) => `Tệp phải từ ${Number(size)}\u00a0${unit} trở xuống.`],
    [/^(\S*) files are not allowed\.$/, "Không nhận loại tệp này ($1)."],
    [/^Select (\d+) matches$/, "Chọn $1 mục tìm thấy"],
    [/^Remove (.+)$/, "Bỏ $1"],
    [/^(\d+) options? available\.$/, "Có $1 lựa chọn."],
    [/^(\d+) results?$/, "$1 kết quả"],
    [/^(\d+) of (\d+)$/, "$1 trong $2"],
    [/^Help for (.+)$/, "Giải thích: $1"],
    [/^[a-z0-9_]+ icon$/, "Biểu tượng"],
    [/^Shortcut (.+)$/, "Phím $1"],
    [/^This app has encountered an error\.[^]*$/,
      "Có lỗi ngoài dự kiến, đã ghi vào nhật ký của máy chủ. Xin báo người quản trị."],
    // what a tool does, and for what it stands
    [/^([A-Z][A-Za-z/ ]+): (.+)$/, (all, tool, what) => (
      Object.hasOwn(WORDS.vi, tool) ? `${WORDS.vi[tool]}: ${what}` : all
    )],
  ],
  en: [],
};
const ATTRIBUTES = ["aria-label", "aria-description", "title", "placeholder", "alt"];
const OURS = '[data-testid="stMarkdownContainer"], [data-testid="stHtml"], canvas';
const STREAMLITS = '[data-testid^="stFileUploaderDropzone"], [data-testid="stException"]';

const english = new WeakMap();
let language = document.documentElement.lang;

function worded(text) {
  const words = WORDS[language];
  if (!words) return text;
  const bare = text.trim();
  if (Object.hasOwn(words, bare)) return text.replace(bare, words[bare]);
  for (const [form, said] of PATTERNS[language]) {
    if (form.test(bare)) return text.replace(bare, bare.replace(form, said));
  }
  return text;
}

// what is written keeps its English beside it, for the day the reader turns to another language
function word(holder, name, now, write) {
  const kept = english.get(holder) || {};
  const source = kept[name]?.said === now ? kept[name].source : now;
  const said = worded(source);
  if (said === now) return;
  kept[name] = { source, said };
  english.set(holder, kept);
  write(said);
}

function wordText(node) {
  const around = node.parentElement;
  if (!around || (around.closest(OURS) && !around.closest(STREAMLITS))) return;
  word(node, "text", node.data, (said) => { node.data = said; });
}

function wordElement(element) {
  for (const name of ATTRIBUTES) {
    const now = element.getAttribute(name);
    if (now) word(element, name, now, (said) => element.setAttribute(name, said));
  }
}

function wordAll(root) {
  if (root.nodeType === Node.TEXT_NODE) wordText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  wordElement(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) wordText(node);
    else wordElement(node);
  }
}

// the head of the page is named by the language; while one replaces the other, both stand. The
// lists are live: asking for them again at every change of the page would search all of it
const HEADS = Object.keys(WORDS).map((each) => (
  [each, document.getElementsByClassName(`st-key-head_${each}`)]
));

function languageShown() {
  const shown = HEADS.filter(([, heads]) => heads.length);
  return shown.length === 1 ? shown[0][0] : language;
}

new MutationObserver((changes) => {
  const shown = languageShown();
  if (shown !== language) {
    language = shown;
    document.documentElement.lang = language;
    wordAll(document.body);
    return;
  }
  for (const { type, target, addedNodes } of changes) {
    if (type === "characterData") wordText(target);
    else if (type === "attributes") wordElement(target);
    else addedNodes.forEach(wordAll);
  }
}).observe(document.body, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
});
wordAll(document.body);

// to Streamlit every link within its HTML is a new visit, which would forget the session; Back and
// Forward are turns of the same one
function turnTo(address) {
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}

// The ways to other pages leave out the year, which turns without them (`way_query` in state.py): it
// is written into their addresses where the reader comes to one, for this tab and for others.
const WAY = '[data-testid="stPageLink-NavLink"]';
const yearShown = () => document.body.dataset.ahead || new URLSearchParams(location.search).get("year");

function complete(event) {
  const way = event.target.closest?.(WAY);
  const year = yearShown();
  if (!way || !year) return null;
  const written = way.getAttribute("href");
  // that of the first page has no path, which would lead to the page where the reader is
  const address = new URL(written.startsWith("?") ? `./${written}` : written, location.href);
  const { searchParams: asked } = address;
  if (!asked.has("indicator") || (asked.has("year") && asked.get("year") !== way.dataset.year)) return null;
  asked.set("year", year);
  way.dataset.year = year;
  way.href = address.href;
  return way;
}

for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, complete);

const isPlain = (event) => (
  !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
);

// Streamlit would go to the address without its year, and Back would come to that first
document.addEventListener("click", (event) => {
  const way = isPlain(event) && complete(event);
  if (!way) return;
  event.preventDefault();
  event.stopPropagation();
  if (way.href !== location.href) turnTo(way.href);
}, { capture: true });

document.addEventListener("click", (event) => {
  // a name that chooses its unit need not hold the rest of the address
  const choice = event.target.closest?.("button.choose")?.dataset.unit;
  if (choice) {
    const address = new URL(location.href);
    if (address.searchParams.get("unit") === choice) address.searchParams.delete("unit");
    else address.searchParams.set("unit", choice);
    turnTo(address.href);
    return;
  }
  const link = event.target.closest?.("a.turn");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  // a second press, before the page has answered the first, asks for the same
  if (link.href === location.href) return;
  const place = (address) => new URL(address).searchParams.get("place");
  // another place is read from its title on; all else goes on where the reader is
  if (place(link.href) !== place(location.href)) {
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  }
  turnTo(link.href);
});
