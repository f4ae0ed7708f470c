"""The catalogue as an Excel workbook: written, read back, compared with what stands, and taken in whole or not at all."""
