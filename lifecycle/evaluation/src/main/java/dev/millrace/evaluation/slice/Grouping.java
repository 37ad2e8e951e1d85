package dev.millrace.evaluation.slice;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Rows grouped by some keys; groups that are too small are left out.
 *
 * @param keys their names
 * @param groupOfRow −1 for a row whose group was left out
 * @param groups the values of each group's keys, in their order; JSON null where missing
 * @param smallGroups how many were left out
 * @param smallRows how many rows those have
 */
public record Grouping(
    List<String> keys,
    int[] groupOfRow,
    List<List<JsonNode>> groups,
    int smallGroups,
    long smallRows) {}
