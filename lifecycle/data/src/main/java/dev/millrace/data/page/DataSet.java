package dev.millrace.data.page;

import dev.millrace.data.statistics.DatasetStatistics;

/**
 * Some rows under the name that people know them by.
 *
 * @param name such as a file's, or {@code train}
 */
public record DataSet(String name, DatasetStatistics statistics) {}
