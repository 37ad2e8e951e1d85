/**
 * Files that fail: a file system over the real one, in which a chosen call goes wrong. Start at
 * {@link dev.millrace.store.faults.Faults}.
 */
@NullMarked
package dev.millrace.store.faults;

import org.jspecify.annotations.NullMarked;
