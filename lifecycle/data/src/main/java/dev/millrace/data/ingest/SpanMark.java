package dev.millrace.data.ingest;

import java.time.LocalDateTime;

/** How the name of a file tells of which span it is. */
sealed interface SpanMark permits SpanFormat, SpanNumber {

  /** Matches what may stand there. */
  String regex();

  /**
   * The start of the span.
   *
   * @param written in the name
   * @param file for messages
   * @throws dev.millrace.core.error.UserError if there is no such time
   */
  LocalDateTime start(String written, String file);
}
