"""What needs attention: sentences over figures, scorecard, work and registers, the most serious first."""
