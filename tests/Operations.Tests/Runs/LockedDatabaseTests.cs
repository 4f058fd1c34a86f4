using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Tests.Restores;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Operations.Tests.Runs;

/// <summary>The server's answer to which database it is changes when the lock has been taken, as it does when a home database is set anew.</summary>
public sealed class LockedDatabaseTests : IAsyncLifetime
{
    private BrokenRestore _restore = null!;
    private TamperingProxy _proxy = null!;
    private bool _isLocked;

    private OperationSettings Settings => _restore.Settings with { Neo4j = _restore.Settings.Neo4j! with { Address = _proxy.Address } };

    public async ValueTask InitializeAsync()
    {
        _restore = await BrokenRestore.PrepareAsync();
        _proxy = new(_restore.Settings.Neo4j!.Address);
        _proxy.Begin((_, message) => Volatile.Read(ref _isLocked) && message.Span.IndexOf("neo4j"u8) is > 0 and var at ? new(Renamed(message, at)) : Tampering.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _restore.DisposeAsync();
    }

    [Fact]
    public async Task No_other_database_is_backed_up_than_the_one_that_is_locked()
    {
        var before = _restore.Sandbox.ArchiveFiles.ToArray();

        var refused = await Assert.ThrowsAsync<RefusedException>(() => SandboxFixture.BackUpAsync(Settings, new AtPhase("lock", Rename)));

        Assert.Contains("other", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, _restore.Sandbox.ArchiveFiles);
    }

    [Fact]
    public async Task No_other_database_is_restored_than_the_one_that_is_locked()
    {
        await Assert.ThrowsAsync<RefusedException>(() => SandboxFixture.RestoreAsync(Settings, _restore.Backup, new AtPhase("lock", Rename)));

        Assert.Equal(_restore.Old, await _restore.Sandbox.HeldAsync());
        Assert.Null(_restore.Journal);
    }

    private void Rename() => Volatile.Write(ref _isLocked, true);

    private static byte[] Renamed(ReadOnlyMemory<byte> message, int at)
    {
        var renamed = message.ToArray();
        "other"u8.CopyTo(renamed.AsSpan(at));
        return ServerAttacks.Chunked(renamed);
    }
}
