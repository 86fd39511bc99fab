using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Access;

[DbContext(typeof(StoreContext))]
[Migration("202611210020_Access_Create")]
public sealed class Access_Create : StoreMigration
{
    private const string Access = "access";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(Access);
        CreatePeople(migrationBuilder);
        CreateApiKeys(migrationBuilder);

        migrationBuilder.CreateTable("OwnerTurns", schema: Access, columns: table => new
        {
            OwnerTurnId = Int(table),
            Taken = Long(table),
        }, constraints: table => table.PrimaryKey("PK_OwnerTurns", row => row.OwnerTurnId));
        migrationBuilder.InsertData("OwnerTurns", ["OwnerTurnId", "Taken"], ["int", "bigint"], [1, 0L], schema: Access);
    }

    private void CreatePeople(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Users", schema: Access, columns: table => new
        {
            UserId = Long(table),
            UserName = Text(table, 50),
            DisplayName = Text(table, 100),
            SearchText = Text(table, 160),
            PasswordHash = Text(table, 200),
            Language = Text(table, 10),
            Active = Flag(table),
            FailedSignIns = Int(table),
            LockedUntil = Time(table, nullable: true),
            CreatedAt = Time(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_Users", row => row.UserId));
        migrationBuilder.CreateIndex("UX_Users_UserName", "Users", "UserName", schema: Access, unique: true);

        migrationBuilder.CreateTable("Roles", schema: Access, columns: table => new
        {
            RoleId = Long(table),
            Name = Text(table, 50),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_Roles", row => row.RoleId));
        migrationBuilder.CreateIndex("UX_Roles_Name", "Roles", "Name", schema: Access, unique: true);

        migrationBuilder.CreateTable("RolePermissions", schema: Access, columns: table => new
        {
            RoleId = Long(table),
            Permission = Text(table, 60),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_RolePermissions", row => new { row.RoleId, row.Permission });
            table.ForeignKey("FK_RolePermissions_Roles", row => row.RoleId, "Roles", "RoleId", Access);
        });
        migrationBuilder.CreateIndex("IX_RolePermissions_Permission", "RolePermissions", ["Permission", "RoleId"], schema: Access);

        migrationBuilder.CreateTable("Grants", schema: Access, columns: table => new
        {
            UserId = Long(table),
            StoreId = Long(table),
            RoleId = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_Grants", row => new { row.UserId, row.StoreId, row.RoleId });
            table.ForeignKey("FK_Grants_Users", row => row.UserId, "Users", "UserId", Access);
            table.ForeignKey("FK_Grants_Roles", row => row.RoleId, "Roles", "RoleId", Access);
        });
        migrationBuilder.CreateIndex("IX_Grants_Role", "Grants", ["RoleId", "StoreId", "UserId"], schema: Access);

        migrationBuilder.CreateTable("Sessions", schema: Access, columns: table => new
        {
            TokenHash = Text(table, 64),
            UserId = Long(table),
            Kind = Text(table, 10),
            CreatedAt = Time(table),
            ExpiresAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_Sessions", row => row.TokenHash);
            table.ForeignKey("FK_Sessions_Users", row => row.UserId, "Users", "UserId", Access);
        });
        migrationBuilder.CreateIndex("IX_Sessions_User", "Sessions", ["UserId", "ExpiresAt"], schema: Access);
    }

    private void CreateApiKeys(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ApiKeys", schema: Access, columns: table => new
        {
            ApiKeyId = Long(table),
            Name = Text(table, 100),
            KeyHash = Text(table, 64),
            CreatedByName = Text(table, 100),
            CreatedAt = Time(table),
            ExpiresAt = Time(table, nullable: true),
            RevokedAt = Time(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_ApiKeys", row => row.ApiKeyId));
        migrationBuilder.CreateIndex("UX_ApiKeys_KeyHash", "ApiKeys", "KeyHash", schema: Access, unique: true);

        migrationBuilder.CreateTable("ApiKeyScopes", schema: Access, columns: table => new
        {
            ApiKeyId = Long(table),
            Permission = Text(table, 60),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_ApiKeyScopes", row => new { row.ApiKeyId, row.Permission });
            table.ForeignKey("FK_ApiKeyScopes_ApiKeys", row => row.ApiKeyId, "ApiKeys", "ApiKeyId", Access);
        });

        migrationBuilder.CreateTable("ApiKeyStores", schema: Access, columns: table => new
        {
            ApiKeyId = Long(table),
            StoreId = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_ApiKeyStores", row => new { row.ApiKeyId, row.StoreId });
            table.ForeignKey("FK_ApiKeyStores_ApiKeys", row => row.ApiKeyId, "ApiKeys", "ApiKeyId", Access);
        });
    }
}
