package dev.millrace.data.ingest;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A file that matches the source pattern.
 *
 * @param name its path below the folder that the pattern starts in
 * @param spanStart where the pattern has a span
 * @param version where the pattern has one, otherwise 0
 */
record SourceFile(Path path, String name, Optional<LocalDateTime> spanStart, long version) {}
