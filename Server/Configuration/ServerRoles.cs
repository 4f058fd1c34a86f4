namespace StreamingTracker.Backup.Server.Configuration;

/// <summary>What a server does beside its HTTP API.</summary>
[Flags]
internal enum ServerRoles
{
    /// <summary>Nothing: others do it.</summary>
    None = 0,

    /// <summary>Says when runs are due.</summary>
    Scheduler = 1,

    /// <summary>Makes backups and verifies them.</summary>
    BackupWorker = 2,

    /// <summary>Restores.</summary>
    RestoreWorker = 4,

    /// <summary>All of it: the default.</summary>
    All = Scheduler | BackupWorker | RestoreWorker,
}
