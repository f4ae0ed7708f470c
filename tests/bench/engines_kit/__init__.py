"""The parts of `tests/bench/engines.py`: one small file per engine, documents and measuring beside them."""
