package dev.millrace.engine.process;

import java.time.Duration;

/**
 * How long a program is waited for.
 *
 * @param linger how long what it left running may take to end by itself
 * @param grace from asking it to end to killing it
 */
record Patience(Duration linger, Duration grace) {}
