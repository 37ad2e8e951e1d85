/**
 * Steps that are programs in any language, here or in a container: their inputs as arguments, their
 * outputs as files. Start at {@link dev.millrace.engine.program.Programs}. How they are kept from
 * getting away is {@link dev.millrace.engine.process}'s concern.
 */
@NullMarked
package dev.millrace.engine.program;

import org.jspecify.annotations.NullMarked;
