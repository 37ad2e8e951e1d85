/**
 * What rows look like that nobody has described yet: where they are, what their columns hold, and
 * what each column tells of the one to be predicted. Start at {@link
 * dev.millrace.data.profile.RowsPlace}, then {@link dev.millrace.data.profile.Profile}. It tells
 * what is found and decides nothing.
 */
@NullMarked
package dev.millrace.data.profile;

import org.jspecify.annotations.NullMarked;
