package dev.millrace.data.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * Of a feature of which a row has a list of values.
 *
 * @param lengths how many values lists have: their number, sum, range, quantiles; missing are the
 *     rows without a list
 * @param elements the values of all lists together; a missing one is a null within a list. Empty if
 *     the elements are lists or structs, which are told of under their own names
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ListStatistics(NumericStatistics lengths, Optional<FeatureStatistics> elements) {}
