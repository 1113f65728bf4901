"""``wangge doctor``: small questions to an installation, a module for each subject, each answered by findings."""
