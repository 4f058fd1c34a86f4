namespace StreamingTracker.Backup.Archive.Locks;

/// <summary>Who holds a lock.</summary>
/// <param name="RunId">The run it is held for.</param>
/// <param name="Purpose">What the run is, such as <c>backup</c>.</param>
/// <param name="Process">Which process: machine and process id, for people.</param>
/// <param name="Since">Since when, UTC, by the holder's clock.</param>
public sealed record LockHolder(string RunId, string Purpose, string Process, DateTimeOffset Since);
