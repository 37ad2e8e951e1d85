/**
 * Secrets on their way to the programs that need them, and nowhere else. Start at {@link
 * dev.millrace.engine.secret.HomeSecrets} and {@link dev.millrace.engine.secret.Mask}.
 */
@NullMarked
package dev.millrace.engine.secret;

import org.jspecify.annotations.NullMarked;
