namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>How far a run is: told when a phase begins, now and then within it, and once more when it has ended.</summary>
/// <param name="Phase">The phase, such as <c>export.nodes</c>.</param>
/// <param name="Ended">Whether the phase is over.</param>
/// <param name="Entities">Nodes and relationships that this phase has dealt with.</param>
/// <param name="Expected">How many it will be, as far as is known; 0 for unknown.</param>
/// <param name="Elapsed">Since the phase began.</param>
public readonly record struct RunProgress(string Phase, bool Ended, long Entities, long Expected, TimeSpan Elapsed);
