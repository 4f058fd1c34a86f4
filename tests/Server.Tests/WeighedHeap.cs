namespace StreamingTracker.Backup.Server.Tests;

/// <summary>Tests that weigh the heap of the whole process: no other test may fill it meanwhile.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class WeighedHeap;
