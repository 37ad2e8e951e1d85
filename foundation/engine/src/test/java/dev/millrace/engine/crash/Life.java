package dev.millrace.engine.crash;

import java.util.List;

/**
 * A process from its start to its kill, or to its end.
 *
 * @param said what the engine has told it by then
 * @param left what the database says right after
 */
record Life(List<String> said, Snapshot left) {}
