namespace StreamingTracker.Backup.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Nodes">Nodes of the graph.</param>
/// <param name="Relationships">Relationships of the graph.</param>
/// <param name="Runs">How often each way is measured, 1 or more.</param>
internal sealed record BenchmarkSettings(int Nodes, int Relationships, int Runs);

/// <summary>A measurement could not be made; the message says why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
