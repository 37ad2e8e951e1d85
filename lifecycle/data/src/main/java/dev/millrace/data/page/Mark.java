package dev.millrace.data.page;

/** What is remarkable about a feature, and worth a look before a model learns from it. */
public enum Mark {
  ALL_MISSING("all missing", true),
  MOSTLY_MISSING("over half missing", true),
  CONSTANT("one value only", true),
  ALL_DIFFERENT("all different: an id?", true),
  NOT_FINITE("NaN or infinite", true),
  INVALID_TEXT("invalid UTF-8", true),
  /** Values beyond three times the interquartile range from the quartiles: Tukey's outer fences. */
  FAR_OUT("far outliers", false),
  ONLY_HERE("in one set only", true),
  OTHER_TYPE("types differ", true),
  /** A Jensen–Shannon divergence of at least {@link FeatureFigures#APART}. */
  APART("sets differ", true);

  private final String words;
  private final boolean suspicious;

  Mark(String words, boolean suspicious) {
    this.words = words;
    this.suspicious = suspicious;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Whether it is probably a mistake, rather than how such data are. */
  public boolean suspicious() {
    return suspicious;
  }
}
