using Microsoft.AspNetCore.Http;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Server.Requests;

namespace StreamingTracker.Backup.Server.Tests.Requests;

/// <summary>The header that makes a request repeatable.</summary>
public sealed class IdempotencyKeyTests
{
    [Fact]
    public void A_key_is_one_run_of_each_kind_for_ever()
    {
        var (backup, restore) = (Read(RunKind.Backup, "nightly-1"), Read(RunKind.Restore, "nightly-1"));

        // A literal, since another program version must come to the same.
        Assert.Equal(("ed6adb", true), (backup.RunId[..6], backup.HasKey));
        Assert.Equal(32, backup.RunId.Length);
        Assert.NotEqual(backup.RunId, restore.RunId);
    }

    [Fact]
    public void Without_a_key_every_run_is_new()
    {
        var (one, other) = (Read(RunKind.Backup), Read(RunKind.Backup));

        Assert.False(one.HasKey);
        Assert.NotEqual(one.RunId, other.RunId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("naïve")]
    public void What_is_no_key_is_refused(string key) => Assert.Throws<UsageException>(() => Read(RunKind.Backup, key));

    [Fact]
    public void A_long_key_and_two_keys_are_refused()
    {
        Assert.Throws<UsageException>(() => Read(RunKind.Backup, new string('x', 201)));
        Assert.Throws<UsageException>(() => Read(RunKind.Backup, "one", "two"));
    }

    private static (string RunId, bool HasKey) Read(RunKind kind, params string[] keys)
    {
        var request = new DefaultHttpContext().Request;
        if (keys.Length > 0) request.Headers["Idempotency-Key"] = keys;
        return IdempotencyKey.Read(request, kind);
    }
}
