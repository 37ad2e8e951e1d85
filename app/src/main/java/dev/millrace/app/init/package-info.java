/**
 * A project made from somebody's data. Start at {@link dev.millrace.app.init.Init}: it has the rows
 * looked at, decides what a person would decide, and writes it down with the reasons.
 */
@NullMarked
package dev.millrace.app.init;

import org.jspecify.annotations.NullMarked;
