"""Events → assessments: independence, contradiction, grade."""
