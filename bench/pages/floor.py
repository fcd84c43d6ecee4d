"""The floor: the slider and the year, and nothing else."""

import streamlit as st

st.set_page_config(layout="wide")
years = [int(year) for year in st.query_params["years"].split(",")]
st.text(st.select_slider("Năm", years, value=years[-1]))
