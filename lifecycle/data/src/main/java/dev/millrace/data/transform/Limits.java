package dev.millrace.data.transform;

/** How large what is made of a declaration may become; each is said where it is reached. */
final class Limits {

  /** Features of a model, all together. */
  static final int MOST_OUTPUTS = 4_096;

  /** Different categories, or words, that one feature may have in the training split. */
  static final int MOST_TERMS = 1_000_000;

  /** Bytes in UTF-8 of all the categories, or words, of one feature. */
  static final long MOST_TERM_BYTES = 64L << 20;

  /** A category or a word of more bytes in UTF-8 has no place of its own. */
  static final int LONGEST_TERM = 1_024;

  /** Different values of a column that others are looked at per value of. */
  static final int MOST_KEYS = 1_000;

  static final int MOST_QUANTILE_BUCKETS = 1_000;
  static final int MOST_HASH_BUCKETS = 1 << 24;
  static final int LONGEST_NGRAM = 5;

  private Limits() {}
}
