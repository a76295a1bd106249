"""What the whole suite shares: it says what was left out."""

import os


def left_out(config):
    """Return in words what this run does not try."""
    words = []
    if "not long" in config.option.markexpr:
        words.append("soaks, kill matrices and large volumes (make test-all runs them)")
    if "not browser" in config.option.markexpr:
        words.append("what needs Chromium (WITHOUT=browser; make doctor says how to install it)")
    return words


def pytest_terminal_summary(terminalreporter, config):
    for words in left_out(config):
        terminalreporter.write_line(f"Left out: {words}.")


def pytest_report_header():
    without = os.environ.get("WITHOUT")
    return f"without: {without}" if without else None
