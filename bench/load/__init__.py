"""A hall of visitors: real sessions of Streamlit's own protocol, on one server."""
