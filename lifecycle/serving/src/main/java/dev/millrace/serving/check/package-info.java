/**
 * The check that a bundle serves, done with the real server in a process of its own. Start at
 * {@link dev.millrace.serving.check.CheckServing}.
 */
@NullMarked
package dev.millrace.serving.check;

import org.jspecify.annotations.NullMarked;
