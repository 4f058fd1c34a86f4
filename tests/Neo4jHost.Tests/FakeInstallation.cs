using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Neo4jHost.Tests;

/// <summary>An installation whose commands are shell scripts that go wrong in one way each.</summary>
internal sealed class FakeInstallation : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeInstallation(string serverScript, string adminScript = "exit 0")
    {
        Directory.CreateDirectory(_folder["bin"]);
        Directory.CreateDirectory(_folder["lib"]);
        Write("bin/neo4j", serverScript);
        Write("bin/neo4j-admin", adminScript);
    }

    public Neo4jInstallation Installation => Neo4jInstallation.Find(_folder.Path)!;

    public Neo4jInstanceOptions Options => new() { Folder = _folder["instance"], StartTimeout = TimeSpan.FromSeconds(10) };

    public string this[string relativePath] => _folder[relativePath];

    public void Dispose() => _folder.Dispose();

    private void Write(string path, string script)
    {
        File.WriteAllText(_folder[path], $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(_folder[path], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
