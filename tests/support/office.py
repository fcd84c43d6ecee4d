"""What the tests say where LibreOffice is missing."""

NO_OFFICE = "tests of printed slides need LibreOffice (Debian: apt-get install libreoffice-impress)"
