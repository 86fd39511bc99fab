using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Kernel;

[DbContext(typeof(StoreContext))]
[Migration("202611210001_Kernel_Create")]
public sealed class Kernel_Create : StoreMigration
{
    private const int Nodes = 64;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("kernel");

        migrationBuilder.CreateTable("NodeLeases", schema: "kernel", columns: table => new
        {
            NodeId = Int(table),
            Holder = Text(table, 200, nullable: true),
            LeasedUntil = Time(table),
        }, constraints: table => table.PrimaryKey("PK_NodeLeases", row => row.NodeId));
        for (var node = 0; node < Nodes; node++)
            migrationBuilder.InsertData("NodeLeases", ["NodeId", "LeasedUntil"], ["int", "datetime2(3)"], [node, new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc)], schema: "kernel");

        migrationBuilder.CreateTable("OutboxMessages", schema: "kernel", columns: table => new
        {
            EventId = Long(table),
            Kind = Text(table, 100),
            Payload = LongText(table),
            OccurredAt = Time(table),
            DueAt = Time(table),
            ClaimId = Long(table),
            State = Int(table),
            Attempts = Int(table),
            LastError = Text(table, 200, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_OutboxMessages", row => row.EventId));
        migrationBuilder.CreateIndex("IX_OutboxMessages_Due", "OutboxMessages", ["State", "DueAt", "EventId"], schema: "kernel");

        migrationBuilder.CreateTable("OutboxDeliveries", schema: "kernel", columns: table => new
        {
            EventId = Long(table),
            Handler = Text(table, 100),
            DeliveredAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_OutboxDeliveries", row => new { row.EventId, row.Handler }));

        migrationBuilder.CreateTable("IdempotencyKeys", schema: "kernel", columns: table => new
        {
            UserId = Long(table),
            IdempotencyKey = Text(table, 100),
            Operation = Text(table, 100),
            BodyHash = Text(table, 64),
            Answer = LongText(table),
            CreatedAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_IdempotencyKeys", row => new { row.UserId, row.IdempotencyKey }));
        migrationBuilder.CreateIndex("IX_IdempotencyKeys_CreatedAt", "IdempotencyKeys", "CreatedAt", schema: "kernel");

        migrationBuilder.CreateTable("AuditEntries", schema: "kernel", columns: table => new
        {
            AuditEntryId = Long(table),
            OccurredAt = Time(table),
            UserId = Long(table),
            UserName = Text(table, 100),
            StoreId = Long(table),
            Action = Text(table, 60),
            Subject = Text(table, 200),
            OldValue = LongText(table, nullable: true),
            NewValue = LongText(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_AuditEntries", row => row.AuditEntryId));
        migrationBuilder.CreateIndex("IX_AuditEntries_Store", "AuditEntries", ["StoreId", "AuditEntryId"], schema: "kernel");
        migrationBuilder.CreateIndex("IX_AuditEntries_Subject", "AuditEntries", ["Subject", "AuditEntryId"], schema: "kernel");
    }
}
