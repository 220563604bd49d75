"""Hồ sơ (Bước 5): what a unit gathers of its people, sends in one act, and the level above receives or returns."""
