/**
 * Millrace as seen from outside: what the command line and, over HTTP, remote callers ask of it,
 * and the reports they get. Start at {@link dev.millrace.core.api.Millrace}. Knows nothing of how
 * any of it is done.
 */
@NullMarked
package dev.millrace.core.api;

import org.jspecify.annotations.NullMarked;
