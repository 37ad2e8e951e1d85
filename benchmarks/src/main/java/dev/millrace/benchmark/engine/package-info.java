/**
 * The orchestrator: what a step costs, how many there can be, and how quickly a large store
 * answers. Each benchmark has a program beside it that does the work in a process of its own.
 */
@NullMarked
package dev.millrace.benchmark.engine;

import org.jspecify.annotations.NullMarked;
