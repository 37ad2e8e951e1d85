/**
 * Pipelines and other documents as YAML 1.2 files, with every problem named by file, line and
 * column. Start at {@link dev.millrace.core.yaml.PipelineFile}; {@link
 * dev.millrace.core.yaml.YamlFile} reads any record. Knows nothing of execution.
 */
@NullMarked
package dev.millrace.core.yaml;

import org.jspecify.annotations.NullMarked;
