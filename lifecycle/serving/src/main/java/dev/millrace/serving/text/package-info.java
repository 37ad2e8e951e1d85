/**
 * Names and JSON as both the server and the log write them. Start at {@link
 * dev.millrace.serving.text.JsonBytes}.
 */
@NullMarked
package dev.millrace.serving.text;

import org.jspecify.annotations.NullMarked;
