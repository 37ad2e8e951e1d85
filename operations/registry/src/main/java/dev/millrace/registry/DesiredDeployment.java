package dev.millrace.registry;

/** What an environment should be serving of a model since a change. */
public record DesiredDeployment(String environment, String model, int version, Change change) {}
