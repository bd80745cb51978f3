"""Tests of who acts, and the measure of which mentions are joined to one actor."""
