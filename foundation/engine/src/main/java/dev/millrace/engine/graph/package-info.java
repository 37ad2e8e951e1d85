/**
 * A run as a tree: graphs of steps, in which a step can be a graph again, or several rounds of one.
 * Start at {@link dev.millrace.engine.graph.Graph}. All of it is state and rules: nothing here runs
 * a step, keeps anything, or is safe for use by several threads. Whoever drives it, a run or a
 * plan, says how each task ended and hears whose turn it is.
 */
@NullMarked
package dev.millrace.engine.graph;

import org.jspecify.annotations.NullMarked;
