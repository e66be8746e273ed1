"""The workbench: pages over a case, for one person at this machine, right to left and left to right."""
