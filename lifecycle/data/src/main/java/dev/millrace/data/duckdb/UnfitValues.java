package dev.millrace.data.duckdb;

/**
 * Values of a column that the value domain does not have.
 *
 * @param condition true, as SQL, of such a value; null or false of others
 * @param words what they are, behind "3 values"
 * @param expected instead, with its article
 * @param mended the column, as SQL, with such values missing or rounded
 */
public record UnfitValues(String condition, String words, String expected, String mended) {

  static UnfitValues notFinite(String column, String expected) {
    return new UnfitValues(
        "NOT isfinite(" + column + ")",
        "that are NaN or infinite",
        expected,
        "CASE WHEN isfinite(" + column + ") THEN " + column + " END");
  }

  static UnfitValues tooFar(String column) {
    String cast = "TRY_CAST(" + column + " AS TIMESTAMP)";
    return new UnfitValues(
        "NOT isfinite(" + column + ") OR (" + column + " IS NOT NULL AND " + cast + " IS NULL)",
        "that are infinite or beyond 290,000 years",
        "a timestamp that is finite and within 290,000 years",
        "CASE WHEN isfinite(" + column + ") THEN " + cast + " END");
  }

  static UnfitValues tooFine(String column) {
    return new UnfitValues(
        "NOT isfinite(" + column + ") OR epoch_ns(" + column + ") % 1000 <> 0",
        "finer than a microsecond",
        "a timestamp to the microsecond",
        "CASE WHEN isfinite(" + column + ") THEN CAST(" + column + " AS TIMESTAMP) END");
  }

  static UnfitValues tooLarge(String column) {
    String cast = "TRY_CAST(" + column + " AS BIGINT)";
    return new UnfitValues(
        column + " IS NOT NULL AND " + cast + " IS NULL",
        "of more than 64 bits",
        "an integer of at most 64 bits",
        cast);
  }
}
