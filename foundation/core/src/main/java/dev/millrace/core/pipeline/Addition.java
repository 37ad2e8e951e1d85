package dev.millrace.core.pipeline;

/** Where a step is added to a pipeline that is written in Java, under which id, and how it runs. */
record Addition(Branch branch, String id, How how) {}
