package dev.millrace.core.api;

/**
 * A question for a lineage.
 *
 * @param id of an artifact, an execution or a run; {@code RUN/STEP.OUTPUT}; {@code MODEL@VERSION}
 *     or {@code MODEL@ALIAS}; {@code ENVIRONMENT:MODEL} for what is deployed; a prediction's id
 * @param up what went into it
 * @param down what came of it
 * @param depth so many edges at most; from an artifact to what was made from it are two
 */
public record LineageOrder(String id, boolean up, boolean down, int depth) {}
