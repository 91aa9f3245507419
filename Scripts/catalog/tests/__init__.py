"""Tests of the generator. Run: python3 -m unittest discover --start-directory Scripts --top-level-directory Scripts"""
