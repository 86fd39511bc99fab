using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Access;

/// <summary>Limits per role, approvals by another person, PIN and badge, and sessions that can be told apart.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611220020_Access_Rights")]
public sealed class Access_Rights : StoreMigration
{
    private const string Access = "access";

    private static readonly (string Role, string Limit, long Hundredths)[] LimitsOfBuiltInRoles =
    [
        ("manager", "checkout.discount-percent", 50_00), ("manager", "checkout.price-cut-percent", 50_00), ("manager", "checkout.below-floor-percent", 20_00),
        ("manager", "checkout.refund-amount", 5000_00), ("manager", "checkout.unverified-refund-amount", 1000_00), ("manager", "checkout.cash-out", 20000_00),
        ("manager", "checkout.over-short", 500_00),
        ("cashier", "checkout.discount-percent", 10_00), ("cashier", "checkout.price-cut-percent", 5_00), ("cashier", "checkout.below-floor-percent", 0),
        ("cashier", "checkout.refund-amount", 200_00), ("cashier", "checkout.unverified-refund-amount", 0), ("cashier", "checkout.cash-out", 500_00),
        ("cashier", "checkout.over-short", 20_00),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateLimits(migrationBuilder);
        CreateApprovals(migrationBuilder);
        CreatePinAndBadge(migrationBuilder);
        TellSessionsApart(migrationBuilder);
    }

    private void CreateLimits(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("RoleLimits", schema: Access, columns: table => new
        {
            RoleId = Long(table),
            LimitName = Text(table, 60),
            ValueHundredths = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_RoleLimits", row => new { row.RoleId, row.LimitName });
            table.ForeignKey("FK_RoleLimits_Roles", row => row.RoleId, "Roles", "RoleId", Access);
        });
        foreach (var (role, limit, hundredths) in LimitsOfBuiltInRoles)
        {
            migrationBuilder.Sql($"""
                INSERT INTO {Named("RoleLimits")} (RoleId, LimitName, ValueHundredths)
                SELECT RoleId, '{limit}', {hundredths} FROM {Named("Roles")} WHERE Name = '{role}'
                """);
        }

        migrationBuilder.Sql($"""
            INSERT INTO {Named("RolePermissions")} (RoleId, Permission) SELECT RoleId, 'access.approve' FROM {Named("Roles")} WHERE Name = 'manager'
            """);
    }

    private void CreateApprovals(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Approvals", schema: Access, columns: table => new
        {
            ApprovalId = Long(table),
            StoreId = Long(table),
            BusinessDate = Date(table),
            AskedById = Long(table),
            AskedByName = Text(table, 100),
            LimitName = Text(table, 60),
            ValueHundredths = Long(table),
            Subject = Text(table, 200),
            Reason = Text(table, 200),
            State = Text(table, 10),
            AskedAt = Time(table),
            ExpiresAt = Time(table),
            ApproverId = Long(table, nullable: true),
            ApproverName = Text(table, 100, nullable: true),
            DecidedAt = Time(table, nullable: true),
            Note = Text(table, 200, nullable: true),
            UsedAt = Time(table, nullable: true),
            UsedFor = Text(table, 200, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_Approvals", row => row.ApprovalId));
        migrationBuilder.CreateIndex("IX_Approvals_State", "Approvals", ["State", "StoreId", "ExpiresAt"], schema: Access);
        migrationBuilder.CreateIndex("IX_Approvals_AskedBy", "Approvals", ["AskedById", "State"], schema: Access);
        migrationBuilder.CreateIndex("IX_Approvals_Day", "Approvals", ["StoreId", "BusinessDate", "ApprovalId"], schema: Access);
    }

    private void CreatePinAndBadge(MigrationBuilder migrationBuilder)
    {
        AddText(migrationBuilder, "Users", "PinHash", 200, defaultValue: null);
        migrationBuilder.CreateTable("Badges", schema: Access, columns: table => new
        {
            BadgeId = Long(table),
            UserId = Long(table),
            CodeHash = Text(table, 64),
            IssuedByName = Text(table, 100),
            IssuedAt = Time(table),
            RevokedAt = Time(table, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_Badges", row => row.BadgeId);
            table.ForeignKey("FK_Badges_Users", row => row.UserId, "Users", "UserId", Access);
        });
        migrationBuilder.CreateIndex("UX_Badges_CodeHash", "Badges", "CodeHash", schema: Access, unique: true);
        migrationBuilder.CreateIndex("IX_Badges_User", "Badges", ["UserId", "RevokedAt"], schema: Access);
    }

    private void TellSessionsApart(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("SessionId", "Sessions", schema: Access, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<DateTime>("LastSeenAt", "Sessions", schema: Access, nullable: false, precision: 3, defaultValue: DateTime.UnixEpoch);
        AddText(migrationBuilder, "Sessions", "Address", 45, defaultValue: "");
        AddText(migrationBuilder, "Sessions", "Device", 60, defaultValue: "");
        migrationBuilder.Sql($"""
            UPDATE {Named("Sessions")}
            SET    SessionId = (SELECT COUNT(*) FROM {Named("Sessions")} s WHERE s.TokenHash <= {Named("Sessions")}.TokenHash), LastSeenAt = CreatedAt
            """);
        migrationBuilder.CreateIndex("UX_Sessions_SessionId", "Sessions", "SessionId", schema: Access, unique: true);
    }

    private void AddText(MigrationBuilder migrationBuilder, string table, string column, int length, string? defaultValue) => migrationBuilder.AddColumn<string>(
        column, table, schema: Access, maxLength: length, nullable: defaultValue is null, defaultValue: defaultValue,
        collation: ForSqlServer ? "Latin1_General_100_BIN2" : null);

    private string Named(string table) => ForSqlServer ? $"{Access}.{table}" : table;
}
