using StreamingTracker.Backup.Sandbox;
await using var server = await SandboxServer.StartAsync(new SandboxOptions { Port = 27700 }, default);
Console.WriteLine(server.Address.Port);
await Task.Delay(-1);
