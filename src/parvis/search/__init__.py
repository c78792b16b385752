"""Search over everything the rooms show."""

import os

# One thread a process for linear algebra: a question's sums are small, and waiting threads cost more than they save when
# several processes share the cores. Said before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
