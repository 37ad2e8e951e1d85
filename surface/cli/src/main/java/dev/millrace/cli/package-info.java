/**
 * The command line. Start at {@link dev.millrace.cli.Main}; each command is a class of its own.
 * Data goes to standard output, talk to standard error. Knows only the façade and the app that
 * makes it, never store or engine.
 */
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
