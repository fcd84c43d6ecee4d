"""What the server and the pages share: everything that knows Streamlit."""
