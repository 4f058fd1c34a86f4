using System.Security.Cryptography;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>What an instance keeps in its own folder, and where.</summary>
internal sealed class InstanceFolder(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int PasswordLength = 32;

    public string Root { get; } = Path.GetFullPath(folder);

    public string Configuration => Path.Combine(Root, "conf");

    public string Data => Path.Combine(Root, "data");

    public string Transactions => Path.Combine(Data, "transactions");

    public string Logs => Path.Combine(Root, "logs");

    public string Run => Path.Combine(Root, "run");

    public string Import => Path.Combine(Root, "import");

    public string PasswordFile => Path.Combine(Root, "password");

    /// <summary>Whether a server has run here: from then on users and passwords live in its system database.</summary>
    public bool HasRun => Directory.Exists(Path.Combine(Data, "databases", "system"));

    /// <summary>Makes the folders and writes the configuration, over that of an earlier start.</summary>
    public void Prepare(Neo4jInstallation installation, int port, Neo4jInstanceOptions options)
    {
        try
        {
            foreach (var path in new[] { Configuration, Data, Logs, Run, Import }) Directory.CreateDirectory(path);
            InstanceConfiguration.Write(this, installation, port, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Neo4jHostException(
                $"The folder {Root} cannot be prepared for a Neo4j: {e.Message}", "Name a folder that can be written.", e);
        }
    }

    /// <summary>The password of this folder's server: made at random the first time, and the same ever after.</summary>
    /// <exception cref="Neo4jHostException">A server has run here whose password was never ours.</exception>
    public string TakePassword()
    {
        if (File.Exists(PasswordFile)) return File.ReadAllText(PasswordFile).Trim();
        if (HasRun)
        {
            throw new Neo4jHostException(
                $"The Neo4j data in {Root} came without the file {PasswordFile}, so nobody can log on to it",
                $"Write the password of its user neo4j into {PasswordFile} (rights 0600), or name another folder.");
        }

        var password = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", PasswordLength);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) creation.UnixCreateMode = OwnerOnly;
        using var writer = new StreamWriter(PasswordFile, creation);
        writer.Write(password);
        return password;
    }
}
