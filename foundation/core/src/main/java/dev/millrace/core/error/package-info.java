/**
 * Errors for people: one thing, its place, its remedy. Start at {@link
 * dev.millrace.core.error.UserError}.
 */
@NullMarked
package dev.millrace.core.error;

import org.jspecify.annotations.NullMarked;
