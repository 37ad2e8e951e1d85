package dev.millrace.engine.program;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.program.ProgramSpec;
import java.util.Map;

/**
 * One task of a program.
 *
 * @param given its inputs
 * @param outputs staged, by output
 */
record ProgramTask(
    ProgramSpec spec,
    TaskContext context,
    Given given,
    Map<String, Artifact> outputs,
    Workplace place) {}
