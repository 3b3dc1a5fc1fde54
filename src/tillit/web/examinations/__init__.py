"""Pages of examinations: the list of a case, each examination, value, aid, conflicts, papers."""
